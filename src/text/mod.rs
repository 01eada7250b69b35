//! Source text: file ids, spans, line index.
