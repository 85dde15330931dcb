"""Mail addresses, in the one form in which they are kept."""

LONGEST = 254


def kept_form(typed: str) -> str | None:
    """The address as any mail server takes it: plain letters, lower case.

    A domain in other letters is written as the network writes it. None where this is
    no address, or one whose name before the @ only few servers would take.
    """
    # Its expressions take long to compile, and most processes read no address.
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    try:
        found = validate_email(
            typed[: LONGEST + 1],
            check_deliverability=False,
            allow_smtputf8=False,
            test_environment=True,
        )
    except EmailNotValidError:
        return None
    return (found.ascii_email or found.normalized).lower()
