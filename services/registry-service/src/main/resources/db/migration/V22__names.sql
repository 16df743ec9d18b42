-- Names are 1 to 80 of a-z, 0-9 and -: what earlier versions took under others can no longer be read, and is forgotten.
DELETE FROM checkpoints WHERE checkpoint_id !~ '^[a-z0-9-]{1,80}$';
DELETE FROM evaluations WHERE checkpoint_id !~ '^[a-z0-9-]{1,80}$' OR evaluation_id !~ '^[a-z0-9-]{1,80}$';
DELETE FROM run_steps WHERE run_id !~ '^[a-z0-9-]{1,80}$';
DELETE FROM runs WHERE run_id !~ '^[a-z0-9-]{1,80}$';
DELETE FROM channels WHERE channel !~ '^[a-z0-9-]{1,80}$' OR checkpoint_id !~ '^[a-z0-9-]{1,80}$';
