package org.accountimport.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.ContextConfiguration;

/**
 * Beside {@code @SpringBootTest}: the context runs on a migrated database of its own. Classes whose contexts are equal
 * share context and database, as Spring caches contexts; a class that needs its own adds {@code @DirtiesContext}.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ContextConfiguration(initializers = TestDatabase.ForContext.class)
public @interface WithTestDatabase {}
