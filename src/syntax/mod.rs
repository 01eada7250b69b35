//! Text to lossless tree to typed views.
