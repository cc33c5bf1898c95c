"""Small components: values and callbacks in, controls out. They never see the journal."""
