-- Items carry whole answers, so that a tenth of a page held no second one and each counted rating moved its item and wrote to all of its indexes.
-- With this, new pages have room for one or two.
ALTER TABLE item SET (fillfactor = 70);
-- What is handed out first is what leaves first: until they are vacuumed, each walk from the beginning passes the entries of all that left.
ALTER TABLE open_item SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
