package dev.attune.feedback.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.scheduler.Scheduled;

import dev.attune.feedback.store.CallStore;
import dev.attune.feedback.store.LeaseStore;
import dev.attune.feedback.store.SessionStore;

/** Forgets what nobody can ask for any more. */
@ApplicationScoped
class Housekeeping {

    private final LeaseStore leases;
    private final CallStore calls;
    private final SessionStore sessions;

    Housekeeping(LeaseStore leases, CallStore calls, SessionStore sessions) {
        this.leases = leases;
        this.calls = calls;
        this.sessions = sessions;
    }

    @Scheduled(every = "1h", delayed = "10m")
    @Transactional
    void forgetOld() {
        leases.forgetOld();
        calls.forgetOld();
        sessions.forgetOld();
    }
}
