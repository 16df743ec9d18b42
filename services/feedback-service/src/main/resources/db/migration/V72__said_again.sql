-- As V70 has it; what was voided and is counted again is said again.
CREATE OR REPLACE VIEW said AS
SELECT id, item_id, project_id, account_id, verdict, strength, left_first, dwell_millis, source, rated_at, withdrawn_at, not_again, version,
       revised_at, comment, answer_order, ranking, answers, correction_of, correction, demonstration, voiding_id IS NOT NULL AS voided,
       CAST(NULL AS text) AS check_kind
FROM rating
UNION ALL
SELECT id, item_id, project_id, account_id, verdict, strength, left_first, dwell_millis, source, rated_at, withdrawn_at, not_again, version,
       revised_at, comment, CAST(NULL AS text), CAST(NULL AS jsonb), answers, correction_of, correction, CAST(NULL AS text),
       EXISTS (SELECT 1 FROM voiding v
               WHERE v.project_id = check_answer.project_id AND v.account_id = check_answer.account_id
                 AND v.since <= check_answer.rated_at AND v.requested_at >= check_answer.rated_at AND v.reversed_at IS NULL),
       kind
FROM check_answer;
