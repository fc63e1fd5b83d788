package org.accountimport.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The console's files, and the gate before it. Nothing else is served from the class path. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsoleProperties.class)
class ConsoleConfiguration implements WebMvcConfigurer {

    private static final Duration LIBRARIES_ARE_KEPT = Duration.ofHours(1);

    /** Behind those that set what holds for every answer. */
    @Bean
    FilterRegistrationBean<ConsoleGate> consoleGate(ConsoleProperties properties) {
        FilterRegistrationBean<ConsoleGate> gate = new FilterRegistrationBean<>(
                new ConsoleGate(properties.console().hostNames()));
        gate.addUrlPatterns("/", "/console", "/console/*", "/login", "/logout");
        gate.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return gate;
    }

    /** Files in the jar all have the time of its build, whatever they hold: what they hold is what tells them apart. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/console/assets/webjars/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(CacheControl.maxAge(LIBRARIES_ARE_KEPT))
                .setUseLastModified(false)
                .setEtagGenerator(ConsoleConfiguration::contentHash)
                .resourceChain(true);
        registry.addResourceHandler("/console/assets/**")
                .addResourceLocations("classpath:/console/")
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(ConsoleConfiguration::contentHash);
    }

    private static String contentHash(Resource file) {
        try {
            return "\"" + DigestUtils.md5DigestAsHex(file.getContentAsByteArray()) + "\"";
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file.getFilename() + " cannot be read", e);
        }
    }
}
