-- What the person wrote about the answers; a rating that is taken back loses it.
ALTER TABLE rating ADD COLUMN comment text CHECK (char_length(comment) BETWEEN 1 AND 2000);
