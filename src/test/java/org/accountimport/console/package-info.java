@NullMarked
package org.accountimport.console;

import org.jspecify.annotations.NullMarked;
