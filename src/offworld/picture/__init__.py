"""From assembly and take to images: cameras, light, people, the renderer, key frames."""
