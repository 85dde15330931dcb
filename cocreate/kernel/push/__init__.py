"""Web push: short words for a browser, sealed for it alone, sent as letters are."""

from cocreate.kernel.push.address import Address, address_of, refusal_of
from cocreate.kernel.push.sending import push_due, write
from cocreate.kernel.push.voucher import public_key

__all__ = [
    "Address",
    "address_of",
    "public_key",
    "push_due",
    "refusal_of",
    "write",
]
