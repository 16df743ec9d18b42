package dev.attune.feedback.service.mining;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Role;
import dev.attune.feedback.store.AccountStore;

/** Service accounts by their names; kept are their ids, as a name may come to be somebody else's. */
@ApplicationScoped
public class NamedAccounts {

    private final AccountStore store;

    NamedAccounts(AccountStore store) {
        this.store = store;
    }

    /**
     * The ids of service accounts.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} for a name of none
     */
    @Transactional
    public List<UUID> services(List<String> names) {
        return names.stream()
                .distinct()
                .map(name -> store.byName(name)
                        .map(AccountStore.Secret::account)
                        .filter(account -> account.is(Role.SERVICE))
                        .orElseThrow(() -> Fault.INVALID_REQUEST.because(
                                "mining.accounts names " + name + ", which is no service account."))
                        .id())
                .toList();
    }

    /** The names of those that there still are. */
    @Transactional
    public List<String> names(List<UUID> ids) {
        return ids.stream()
                .map(store::byId)
                .flatMap(Optional::stream)
                .map(Account::name)
                .toList();
    }
}
