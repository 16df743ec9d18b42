-- Where a project's events are sent to.
CREATE TABLE webhook (
    id               uuid PRIMARY KEY,
    project_id       uuid NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    url              text NOT NULL,
    secret           text NOT NULL,
    events           text NOT NULL,
    created_at       timestamptz NOT NULL,
    disabled_at      timestamptz,
    disabled_because text
);
CREATE INDEX webhook_of_project ON webhook (project_id);

-- What is to be sent, and what became of it: due while next_at is there.
CREATE TABLE webhook_delivery (
    id           uuid PRIMARY KEY,
    position     bigserial NOT NULL UNIQUE,
    webhook_id   uuid NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    type         text NOT NULL,
    payload      text NOT NULL,
    happened_at  timestamptz NOT NULL,
    attempts     integer NOT NULL DEFAULT 0,
    next_at      timestamptz,
    tried_at     timestamptz,
    delivered_at timestamptz,
    last_status  integer,
    last_error   text
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_delivery_of ON webhook_delivery (webhook_id, position);
CREATE INDEX webhook_delivery_age ON webhook_delivery (happened_at);

CREATE FUNCTION enqueue_webhooks(project uuid, event text, payload text, at timestamptz) RETURNS void LANGUAGE sql AS $$
    INSERT INTO feedback.webhook_delivery (id, webhook_id, type, payload, happened_at, next_at)
    SELECT gen_random_uuid(), w.id, event, payload, at, clock_timestamp()
    FROM feedback.webhook w
    WHERE w.project_id = project AND w.disabled_at IS NULL AND event = ANY (string_to_array(w.events, ','))
$$;

-- Whatever enters the outbox is told to webhooks, too, and in the same transaction: never before it is true, never lost.
-- rating-given becomes rating.given. What names no project names an item, of which a ranking's pairs add to the id.
CREATE FUNCTION webhooks_of_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    data json;
    project text;
    item text;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM feedback.webhook WHERE disabled_at IS NULL) THEN
        RETURN NULL;
    END IF;
    data := NEW.payload::json;
    project := coalesce(
        data -> 'rating' ->> 'projectId', data -> 'ranking' ->> 'projectId', data ->> 'projectId');
    IF project IS NULL THEN
        item := left(coalesce(data ->> 'itemId', ''), 36);
        IF item ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
            SELECT i.project_id::text INTO project FROM feedback.item i WHERE i.id = item::uuid;
        END IF;
    END IF;
    IF project ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
        PERFORM feedback.enqueue_webhooks(
            project::uuid, replace(split_part(NEW.type, '.', 4), '-', '.'), NEW.payload, NEW.created_at);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER outbox_webhooks AFTER INSERT ON outbox FOR EACH ROW
    WHEN (NEW.type LIKE 'dev.attune.feedback.%' OR NEW.type LIKE 'dev.attune.preferences.%'
        OR NEW.type LIKE 'dev.attune.demonstrations.%')
    EXECUTE FUNCTION webhooks_of_outbox();

CREATE FUNCTION webhooks_of_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM feedback.enqueue_webhooks(NEW.id, 'project.changed', json_build_object(
        'projectId', NEW.id, 'name', NEW.name, 'guidelinesVersion', NEW.guidelines_version,
        'ratingsPerItem', NEW.ratings_per_item, 'annotators', NEW.annotators)::text, clock_timestamp());
    RETURN NULL;
END $$;
CREATE TRIGGER project_webhooks AFTER UPDATE ON project FOR EACH ROW
    WHEN ((OLD.name, OLD.guidelines_version, OLD.ratings_per_item, OLD.annotators)
          IS DISTINCT FROM (NEW.name, NEW.guidelines_version, NEW.ratings_per_item, NEW.annotators))
    EXECUTE FUNCTION webhooks_of_project();
