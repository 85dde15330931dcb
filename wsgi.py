"""What the web server imports."""

from cocreate.app import create_app

app = create_app()
