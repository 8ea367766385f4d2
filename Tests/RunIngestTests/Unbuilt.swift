// Stands in until the target's first real file.
