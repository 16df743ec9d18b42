package dev.attune.contracts.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;

/** A key pair of this test run: the service verifies with the public half, the test signs with the private one. */
public record TestKeys(Path publicKeyFile, PrivateKey privateKey) {

    public static TestKeys write(Path directory) throws IOException {
        KeyPair pair = generate();
        Path file = directory.resolve("public.pem");
        return new TestKeys(pem(file, "PUBLIC KEY", pair.getPublic()), pair.getPrivate());
    }

    /** Writes the private key, for a service that signs tokens itself. */
    public Path writePrivateKey(Path directory) throws IOException {
        return pem(directory.resolve("private.pem"), "PRIVATE KEY", privateKey);
    }

    private static Path pem(Path file, String kind, Key key) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    /** The private key as text, for {@link #tokenSignedBy} behind another class loader. */
    public String privateKeyText() {
        return Base64.getEncoder().encodeToString(privateKey.getEncoded());
    }

    /** A token of a person whose pseudonym is {@code p-1}. */
    public String token(String... roles) {
        return token(privateKey, roles);
    }

    /** The same, signed with the key that {@link #privateKeyText()} gave. */
    public static String tokenSignedBy(String privateKeyText, String... roles) {
        try {
            byte[] encoded = Base64.getDecoder().decode(privateKeyText);
            return token(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)), roles);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token of a person of one's choice with more claims, signed with the key that {@link #privateKeyText()} gave. */
    public static String tokenSignedBy(
            String privateKeyText, String subject, Map<String, Object> claims, String... roles) {
        try {
            byte[] encoded = Base64.getDecoder().decode(privateKeyText);
            JwtClaimsBuilder token =
                    Jwt.issuer("attune").subject(subject).upn(subject).groups(Set.of(roles));
            claims.forEach(token::claim);
            return token.sign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token that a stranger signed. */
    public static String foreignToken(String... roles) {
        return token(generate().getPrivate(), roles);
    }

    private static String token(PrivateKey key, String... roles) {
        return Jwt.issuer("attune")
                .subject("p-1")
                .upn("p-1")
                .groups(Set.of(roles))
                .sign(key);
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
