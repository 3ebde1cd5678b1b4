"""What several places are made of: controls, canvases, grids, icons, theme, thumbnails."""
