-- Every run carries its wave as a job parameter from the moment of its launch, before it has a row in wave_run.
CREATE INDEX batch_job_execution_params_wave_idx
    ON batch_job_execution_params (parameter_value, job_execution_id DESC)
 WHERE parameter_name = 'wave-id';
