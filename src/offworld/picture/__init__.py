"""From assembly and take to images: cameras, the renderer, key frames and path drawings."""
