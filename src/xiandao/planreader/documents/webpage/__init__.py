"""Web pages: the article without its site."""
