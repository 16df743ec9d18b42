-- V44 counted the disagreement of pairs only. Of rankings it is six times the share of the pairs of answers that the two raters
-- furthest apart order the other way round, rounded up; what somebody did not rank is behind all that he did.
WITH placed AS (
    SELECT r.item_id, r.id AS rating, n.answers, a.answer,
           coalesce((SELECT g.place FROM jsonb_array_elements(r.ranking) WITH ORDINALITY AS g(answers, place)
                     WHERE g.answers @> to_jsonb(a.answer)), 1000) AS place
    FROM rating r
        JOIN item i ON i.id = r.item_id
        CROSS JOIN LATERAL (SELECT jsonb_array_length(CAST(i.candidates AS jsonb)) AS answers) n
        CROSS JOIN LATERAL generate_series(0, n.answers - 1) AS a(answer)
    WHERE r.verdict = 'RANKED' AND r.withdrawn_at IS NULL),
ordered AS (
    SELECT one.item_id, one.rating, one.answers, one.answer AS first, other.answer AS second,
           sign(one.place - other.place) AS side
    FROM placed one JOIN placed other ON other.rating = one.rating AND other.answer > one.answer),
apart AS (
    SELECT one.item_id, one.answers, count(*) FILTER (WHERE one.side * other.side < 0) AS reversed
    FROM ordered one
        JOIN ordered other ON other.item_id = one.item_id AND other.rating > one.rating
            AND other.first = one.first AND other.second = one.second
    GROUP BY one.item_id, one.answers, one.rating, other.rating),
furthest AS (
    SELECT item_id, ceil(6.0 * max(reversed) / (answers * (answers - 1) / 2)) AS disagreement
    FROM apart GROUP BY item_id, answers)
UPDATE item SET disagreement = furthest.disagreement
FROM furthest WHERE furthest.item_id = item.id AND item.disagreement <> furthest.disagreement;
