package org.accountimport.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFileStoreTest {

    @TempDir
    private Path directory;

    private Path root;

    @BeforeEach
    void fill() throws IOException {
        root = Files.createDirectory(directory.resolve("store"));
        Files.createDirectory(root.resolve("notes"));
        Files.writeString(root.resolve("notes/a.pdf"), "");
        Files.writeString(directory.resolve("secret"), "");
        Files.createSymbolicLink(root.resolve("inside"), root.resolve("notes/a.pdf"));
        Files.createSymbolicLink(root.resolve("outside"), directory.resolve("secret"));
    }

    @Test
    void hasItsFiles() {
        FileStore store = new DirectoryFileStore(root);
        assertThat(store.exists("notes/a.pdf")).isTrue();
        assertThat(store.exists("inside")).isTrue();
    }

    @Test
    void hasNothingElse() {
        FileStore store = new DirectoryFileStore(root);
        assertThat(store.exists("notes/b.pdf")).isFalse();
        assertThat(store.exists("notes")).isFalse();
        assertThat(store.exists("outside")).isFalse();
        assertThat(store.exists("../secret")).isFalse();
        assertThat(store.exists(directory.resolve("secret").toString())).isFalse();
        assertThat(store.exists("a\0b")).isFalse();
        assertThat(store.exists("x".repeat(5_000))).isFalse();
    }

    @Test
    void mustBeADirectory() {
        assertThatThrownBy(() -> new DirectoryFileStore(directory.resolve("missing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be opened");
        assertThatThrownBy(() -> new DirectoryFileStore(directory.resolve("secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no directory");
    }
}
