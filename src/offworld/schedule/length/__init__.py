"""How long strips take: takes within which enough are good, and what is around them."""
