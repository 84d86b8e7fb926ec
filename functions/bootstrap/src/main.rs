//! The program that every function of Portico runs on AWS. `_HANDLER` names the endpoint or the job that it serves.

mod environment;
mod gateway;
mod log;
mod wire;
mod withheld;

use std::{env, process::ExitCode};

use aws::Connection;
use environment::{Edge, Environment};
use functions::{
    jobs::{self, Job, Tools},
    kernel::{Handle, Use},
    routes,
};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use shared::error::Chain;
use tokio::{join, task::yield_now};
use wire::Settings;

/// One thread: a function works on one event at a time.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    log::start(env::var("PORTICO_METRICS").ok());
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(error = %Chain(&*error), "the function cannot start");
            ExitCode::FAILURE
        }
    }
}

/// What a function does.
enum Function {
    /// Serves an endpoint.
    Endpoint(Handle),
    /// Works on a job.
    Job(&'static Job),
}

impl Function {
    fn named(name: &str) -> Option<Self> {
        let job = || jobs::named(name).map(Self::Job);
        routes::named(name).map(Self::Endpoint).or_else(job)
    }

    fn uses(&self) -> &'static [Use] {
        match self {
            Self::Endpoint(handle) => handle.route.uses,
            Self::Job(job) => job.uses,
        }
    }
}

async fn run() -> Result<(), Error> {
    let environment = Environment::new(|name| env::var(name).ok());
    let handler = environment.handler()?;
    let function = Function::named(&handler)
        .ok_or_else(|| format!("_HANDLER is {handler}, which names neither an endpoint nor a job"))?;
    let settings = Settings::read(&environment, function.uses())?;
    let connection = Connection::from_environment()?;
    // Now, when Lambda gives more power than later.
    let opening = async {
        if function.uses().iter().any(|it| it.is_of_the_table()) {
            connection.open_dynamodb().await;
        }
    };
    let making = async {
        // Once the opening waits for an answer, instead of before.
        yield_now().await;
        settings.tools(&connection)
    };
    let ((), tools) = join!(biased; opening, making);
    match function {
        Function::Endpoint(handle) => serve(&handle, &tools, &environment.edge()).await,
        Function::Job(job) => work(job, &tools).await,
    }
}

async fn serve(handle: &Handle, tools: &Tools, edge: &Edge) -> Result<(), Error> {
    let answer = |event: LambdaEvent<_>| async move {
        if let Some(refusal) = gateway::refusal(&event.payload, edge) {
            return Ok::<_, Error>(gateway::response(refusal));
        }
        let request = gateway::request(event.payload, edge.key.as_deref());
        Ok(gateway::response((handle.call)(&tools.app, request).await))
    };
    lambda_runtime::run(service_fn(answer)).await
}

async fn work(job: &Job, tools: &Tools) -> Result<(), Error> {
    let work = |event: LambdaEvent<serde_json::Value>| async move {
        let done = job.call(tools, &event.context.request_id, &event.payload).await;
        done.map_err(|error| {
            tracing::error!(request_id = event.context.request_id, error = %Chain(&error), "a job failed");
            // Its text alone: whoever takes it may log all that it holds.
            Error::from(error.to_string())
        })
    };
    lambda_runtime::run(service_fn(work)).await
}
