package dev.attune.feedback.service.signin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.util.KeyUtils;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.attune.contracts.json.Json;

/**
 * Seals a sign-in that is under way, so that it can travel in a cookie which nobody can read, change or make: no memory of this
 * service fills up with what strangers begin, and another process of it can finish what this one began.
 */
@ApplicationScoped
class SealedAttempts {

    private static final String PURPOSE = "attune sign-in under way";
    private static final JWEHeader HEADER = new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM);

    private final String privateKey;

    SealedAttempts(@ConfigProperty(name = "smallrye.jwt.sign.key.location") String privateKey) {
        this.privateKey = privateKey;
    }

    String seal(Attempt attempt) {
        try {
            JWEObject sealed = new JWEObject(HEADER, new Payload(Json.MAPPER.writeValueAsString(attempt)));
            sealed.encrypt(new DirectEncrypter(key()));
            return sealed.serialize();
        } catch (JOSEException | JsonProcessingException e) {
            throw new IllegalStateException("A sign-in cannot be sealed", e);
        }
    }

    /** Nothing for what this service did not seal, or has ended. */
    Optional<Attempt> open(String sealed) {
        try {
            JWEObject object = JWEObject.parse(sealed);
            if (!HEADER.getAlgorithm().equals(object.getHeader().getAlgorithm())) {
                return Optional.empty();
            }
            object.decrypt(new DirectDecrypter(key()));
            Attempt attempt = Json.MAPPER.readValue(object.getPayload().toString(), Attempt.class);
            return Instant.now().getEpochSecond() < attempt.until() ? Optional.of(attempt) : Optional.empty();
        } catch (ParseException | JOSEException | JsonProcessingException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** Derived from the key that signs tokens, which all processes of this service have and nobody else. */
    private byte[] key() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(PURPOSE.getBytes(StandardCharsets.UTF_8));
            return digest.digest(KeyUtils.readSigningKey(privateKey, null, SignatureAlgorithm.RS256)
                    .getEncoded());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The key that signs tokens cannot be read", e);
        }
    }
}
