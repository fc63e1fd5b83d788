package org.accountimport.database;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** How errors of the database become Spring's exceptions, for statements that no template executes, such as COPY. */
@Configuration(proxyBeanMethods = false)
class SqlExceptions {

    @Bean
    SQLExceptionTranslator sqlExceptionTranslator() {
        return new SQLExceptionSubclassTranslator();
    }
}
