# The version that the program is compiled for compiles it: the image's jar is the one that everybody else builds.
FROM eclipse-temurin:17-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
# A layer of its own: dependencies change less often than the program.
RUN ./mvnw -q -B dependency:go-offline
COPY src src
# Files in the jar get the modes that the umask leaves them.
RUN umask 022 && ./mvnw -q -B package -DskipTests -Djacoco.skip \
    && java -Djarmode=tools -jar target/account-import.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY docker/healthy bin/jvm.options ./
COPY jobs jobs
# Where an embedded PostgreSQL would keep its data; with an external one nothing but /tmp is written to.
# Its programs ask for the name of the user.
RUN groupadd --gid 10001 account-import \
    && useradd --uid 10001 --gid 10001 --no-create-home account-import \
    && mkdir data && chown 10001:10001 data
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/app/healthy"]
# Of the container's memory 60 % are heap: the broker or its client, COPY buffers and threads need the rest. Commands follow.
ENTRYPOINT ["java", "@jvm.options", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "account-import.jar"]
