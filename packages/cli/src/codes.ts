/** The codes of the command line beside the library's own, each with what it says; docs/errors.md is written from them. */
export interface CommandCodes {
  /** A function has a value that no sigmoid neuron puts out. */ "approximate.range": string;
  /** A function has no value somewhere between 0 and 1. */ "approximate.values": string;
  /** A folder is not what nndl boltzmann wrote. */ "boltzmann.folder": string;
  /** A network that is to read what a machine makes takes other pictures, or knows fewer classes. */ "boltzmann.judge": string;
  /** Nobody can tell the likelihood of a deep belief net. */ "boltzmann.net": string;
  /** No machine is named, and none was trained; or what is named cannot be read. */ "boltzmann.none": string;
  /** What a machine makes is no square picture. */ "boltzmann.picture": string;
  /** Examples that are no images of one channel cannot be drawn. */ "data.pictures": string;
  /** A folder is not what nndl ensemble --train wrote. */ "ensemble.folder": string;
  /** nndl ensemble was given no networks. */ "ensemble.networks": string;
  /** The tiles of a sheet do not fit together. */ "image.sheet": string;
  /** nndl inspect was given more than one network. */ "inspect.network": string;
  /** There is no built lab to serve. */ "lab.folder": string;
  /** A map was asked of a network without a layer of two units. */ "map.layer": string;
  /** No network is named, and there is no finished run. */ "network.none": string;
  /** Inputs or first weights are no picture. */ "network.picture": string;
  /** A run has not written its network yet. */ "network.unfinished": string;
  /** nndl predict was given nothing to read, or not what the network reads. */ "predict.image": string;
  /** A row of numbers has too few or too many, or what is no number. */ "predict.row": string;
  /** A file that a network of characters is to read is no text. */ "predict.text": string;
  /** There is no such program in the reading room. */ "program.name": string;
  /** A page would take the place of a file that nndl report did not write. */ "report.file": string;
  /** There is nothing to report on. */ "report.runs": string;
  /** A run's config.json is missing or not one that a run wrote. */ "run.config": string;
  /** A run cannot go on with other data. */ "run.data": string;
  /** The network whose weights a run started from is no longer the same. */ "run.from": string;
  /** Another process is training in the run's folder. */ "run.locked": string;
  /** A run cannot go on with other settings. */ "run.settings": string;
  /** nndl runs was given something that it does not do. */ "runs.action": string;
  /** Fewer than two runs were given to compare. */ "runs.compare": string;
  /** A run that is to be removed was not said to be so twice: by --yes, or by an answer. */ "runs.confirm": string;
  /** A folder looks like a run's, and cannot be read as one. */ "runs.damaged": string;
  /** A folder has more in it than a run keeps, and is not removed. */ "runs.foreign": string;
  /** There is no such run. */ "runs.name": string;
  /** The directory that nndl was started in was removed. */ "system.directory": string;
  /** The system refused something: a full disk, a name that is too long, a permission. */ "system.refused": string;
  /** A command was called in a way that it does not know. */ usage: string;
  /** A command was given too many arguments. */ "usage.arguments": string;
  /** There is no such command. */ "usage.command": string;
  /** There is no such option. */ "usage.option": string;
  /** An option is not followed by its value. */ "usage.value": string;
}

export type CommandCode = keyof CommandCodes;

/** The codes of the command line's own remarks. */
export interface CommandRemarks {
  /** There are few examples, or too few, to set some aside for testing. */ "data.small": string;
  /** The network that cross-validation starts from has learned from the folds. */ "folds.seen": string;
  /** Examples that are to follow one another were drawn at random. */ "run.carries-drawn": string;
  /** What is measured is no longer what earlier epochs of the run were measured on. */ "run.measured": string;
  /** Lines of earlier epochs are missing in metrics.jsonl. */ "run.metrics": string;
}

declare module "nndl" {
  interface RemarkCodes extends CommandRemarks {}
}

declare module "nndl/check" {
  interface ErrorCodes extends CommandCodes {}
}
