"""Write ideas, comments and votes as an import reads them."""
