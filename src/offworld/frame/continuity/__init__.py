"""Cuts judged by what is seen on either side of them: left and right, ways and looks, sizes and roll."""
