/** First line of the one comment. Found again by it, and by its author: the text alone anyone can copy. */
export const commentMarker = '<!-- twelvefold:comment -->';
