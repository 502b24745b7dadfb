"""How the models in `weights/` are trained: one module per model, and what they share.

Nothing here runs on a chip, and nothing here quantises: the files that it writes hold plain floating-point
networks, and turning them into integers is the compiler's work.
"""
