-- Topics are written one at a time and looked up with every letter of a title that is typed: no list of additions
-- that each look-up would have to read through.
ALTER INDEX "topic_title_grams_idx" SET (fastupdate = off);
