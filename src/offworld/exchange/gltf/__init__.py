"""A scene as one file of glTF 2.0, and glTF that comes home. No library is needed: the format is JSON beside numbers.

`container` opens and closes files, `read` tells what is in one (nodes, accessors, motion, whatever program wrote it),
the others write a scene. Readers of anything else than cameras build on `read.read_gltf`.
"""
