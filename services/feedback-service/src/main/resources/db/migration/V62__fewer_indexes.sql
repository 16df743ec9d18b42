-- Each accepted rating writes to every index of its tables. These three are the beginning of others, which serve as well:
-- rating_by_person, item_in_order, and the uniqueness of a prompt's pairs.
DROP INDEX rating_of_project;
DROP INDEX item_project;
DROP INDEX item_prompt;
-- Room on each page, so that to count a rating changes an item where it lies and no index.
ALTER TABLE item SET (fillfactor = 90);
