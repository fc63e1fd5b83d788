package org.accountimport.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.accountimport.database.WithTestDatabase;
import org.springframework.boot.test.context.SpringBootTest;

/** The whole application behind a real port. Every class of tests that carries this shares one context and one database. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithTestDatabase
public @interface ApiTest {}
