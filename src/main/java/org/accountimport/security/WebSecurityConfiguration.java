package org.accountimport.security;

import java.time.Clock;
import java.util.List;
import org.accountimport.security.AccessRefusals.Reason;
import org.accountimport.security.Endpoint.Door;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The filters that every request passes: who calls, whether a form is of this server's own making, and the table of endpoints. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableWebSecurity
class WebSecurityConfiguration {

    private static final String STRICT = "Strict";

    @Bean
    LastUses lastUses(ApiKeys keys) {
        return new LastUses(keys);
    }

    @Bean
    RememberedKeys rememberedKeys(ApiKeys keys) {
        return new RememberedKeys(keys::holding, Clock.systemUTC(), System::nanoTime);
    }

    /** In a cookie beside the form: whoever has not signed in yet needs no session for it. */
    @Bean
    CsrfTokenRepository formTokens() {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("account-import-form");
        tokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite(STRICT));
        return tokens;
    }

    @Bean
    ConsoleSessions consoleSessions(ApiKeys keys, CsrfTokenRepository formTokens) {
        return new ConsoleSessions(keys, formTokens, Clock.systemUTC());
    }

    @Bean
    SecurityFilterChain everyRequest(
            HttpSecurity http,
            RememberedKeys remembered,
            ConsoleSessions sessions,
            LastUses uses,
            CsrfTokenRepository formTokens,
            ExecutionScope executions,
            List<AccessRefusals> refusals) {
        http.securityContext(context -> context.securityContextRepository(new NullSecurityContextRepository()))
                .csrf(csrf -> csrf.csrfTokenRepository(formTokens)
                        .requireCsrfProtectionMatcher(request ->
                                // A header with a key is nothing that a page elsewhere can have a browser add.
                                RequestedEndpoint.door(request) == Door.CONSOLE
                                        && !RequestedEndpoint.isSafe(request)
                                        && request.getHeader(HttpHeaders.AUTHORIZATION) == null))
                .exceptionHandling(refused -> refused.accessDeniedHandler((request, response, denied) ->
                        RequestedEndpoint.answering(request, refusals).refuse(Reason.FORGED, request, response)))
                .addFilterBefore(new KeyAuthenticationFilter(remembered, sessions, uses, refusals), CsrfFilter.class)
                .addFilterAfter(new AccessFilter(executions, refusals), CsrfFilter.class)
                .headers(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable);
        return http.build();
    }

    /** Account numbers may hold anything. The table is matched with Spring MVC's own reading of the path, so no two differ. */
    @Bean
    HttpFirewall pathsAreReadOnce() {
        return new UnchangedRequests();
    }

    @Bean
    WebMvcConfigurer endpointGuard(List<AccessRefusals> refusals) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new EndpointGuard(refusals));
            }
        };
    }
}
