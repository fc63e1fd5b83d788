/** Account Import: validates and imports waves of energy accounts. Holds the application class and nothing else. */
@NullMarked
package org.accountimport;

import org.jspecify.annotations.NullMarked;
