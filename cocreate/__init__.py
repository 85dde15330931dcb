"""CoCreate: a company builds the right product together with its customers."""

__version__ = "0.1.0"
