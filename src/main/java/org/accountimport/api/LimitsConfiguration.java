package org.accountimport.api;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the limits of requests into force. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitsProperties.class)
class LimitsConfiguration implements WebMvcConfigurer {

    /** Of a body that nobody wanted to read. */
    private static final long MOST_UNREAD_BYTES = 32 * 1024 * 1024;

    private final LimitsProperties limits;

    LimitsConfiguration(LimitsProperties limits) {
        this.limits = limits;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RequestLimits(limits));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> patience() {
        return factory -> {
            factory.setProtocol(PatientHttp.class.getName());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof PatientHttp http) {
                    http.setPatience(limits.slowClientTime());
                }
            });
            factory.addEngineValves(new UnreadBodies(limits.slowClientTime(), MOST_UNREAD_BYTES));
        };
    }
}
