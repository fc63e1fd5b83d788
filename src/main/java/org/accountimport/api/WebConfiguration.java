package org.accountimport.api;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.UrlHandlerFilter;

/** What holds for every path. Source: HTTP contract, "Conventions". */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiProperties.class)
class WebConfiguration {

    static final String NO_STORE = "no-store";

    @Bean
    Times times(ApiProperties properties) {
        return new Times(properties.zone());
    }

    /** External account numbers may hold slashes; the framework reads the path before the container has decoded it. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> container() {
        String passThrough = EncodedSolidusHandling.PASS_THROUGH.getValue();
        return factory -> {
            factory.addConnectorCustomizers(connector -> {
                connector.setEncodedSolidusHandling(passThrough);
                connector.setEncodedReverseSolidusHandling(passThrough);
            });
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(JsonErrorReportValve.class.getName());
                }
            });
        };
    }

    @Bean
    FilterRegistrationBean<Filter> nothingIsCached() {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, remaining) -> {
            ((HttpServletResponse) response).setHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
            remaining.doFilter(request, response);
        });
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** A path answers the same with and without its trailing slash. */
    @Bean
    FilterRegistrationBean<UrlHandlerFilter> trailingSlashes() {
        FilterRegistrationBean<UrlHandlerFilter> registration = new FilterRegistrationBean<>(
                UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }
}
