package dev.attune.feedback.service.trust;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.Project;
import dev.attune.feedback.config.TrustConfig;
import dev.attune.feedback.store.trust.BeliefStore;
import dev.attune.feedback.store.trust.FitStore;
import dev.attune.feedback.trust.TrustReport;
import dev.attune.feedback.trust.Trusted;

/** What managers see of who rates; whoever asks has checked that the caller is one. */
@ApplicationScoped
public class TrustReports {

    private final Trust trust;
    private final FitStore fits;
    private final BeliefStore beliefs;
    private final TrustConfig config;

    TrustReports(Trust trust, FitStore fits, BeliefStore beliefs, TrustConfig config) {
        this.trust = trust;
        this.fits = fits;
        this.beliefs = beliefs;
        this.config = config;
    }

    @Transactional
    public TrustReport of(Project project) {
        long pending = beliefs.pending(project.id());
        return trust.of(project.id())
                .map(trusted -> report(trusted, pending))
                .orElseGet(() -> new TrustReport(null, config.leastVotes(), List.of(), pending, null));
    }

    private TrustReport report(Trusted trusted, long pending) {
        return new TrustReport(
                TrustReport.Fit.of(trusted.fit()),
                config.leastVotes(),
                trusted.raters().stream().map(TrustReport.Rater::of).toList(),
                pending,
                fits.calibration(trusted.fit().id()).map(Calibrating::read).orElse(null));
    }

    /** The project is fitted anew soon. */
    @Transactional
    public void refit(Project project) {
        trust.refit(project.id());
    }
}
