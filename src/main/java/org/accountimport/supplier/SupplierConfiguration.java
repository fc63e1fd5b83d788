package org.accountimport.supplier;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Offers {@link ImportSuppliers} to the rest of the application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ImportSuppliers.class)
public class SupplierConfiguration {}
