//! Submissions: loading, typing, data paths.
