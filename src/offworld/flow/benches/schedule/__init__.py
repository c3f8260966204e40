"""What the plans of films are measured on: frozen films that are drawn, and orders of scenes."""
