"""What the models are made with: flatbuffers, input vectors, reference interpreters, the manifest."""
