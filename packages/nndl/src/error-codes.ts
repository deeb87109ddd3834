/**
 * Every code that an {@link NndlError} may have, and what it says of the world: what a program can count on, as messages may
 * be reworded. `docs/errors.md` is written from this table; a code that is not in it does not compile.
 *
 * A program that throws an {@link NndlError} of its own adds its codes:
 * `declare module "nndl/check" { interface ErrorCodes { "mine.code": string } }`.
 */
export interface ErrorCodes {
  /** A descent is asked of a method that looks at no whole cost, or has too little to go by. */ "analysis.descent": string;
  /** The options of an analysis have an unknown field or a wrong value. */ "analysis.options": string;
  /** What gradients are to be followed of is no training run. */ "analysis.run": string;

  /** That layer has no such output. */ "arithmetic.index": string;
  /** There is no such layer to explain a number of. */ "arithmetic.layer": string;
  /** That layer has no such part to choose. */ "arithmetic.part": string;

  /** A deep belief net's classes are not those of the data, or nobody says how many there are. */ "belief.classes": string;
  /** A file is no deep belief net. */ "belief.file": string;
  /** Machines do not fit upon one another. */ "belief.machines": string;
  /** The sizes of a deep belief net are no whole numbers, or fewer than two. */ "belief.spec": string;
  /** The options of wake–sleep learning have an unknown field or a wrong value. */ "belief.wake-sleep": string;

  /** The chains, temperatures or base of an annealing are out of range, or a machine's units are of a kind that it does not know. */ "boltzmann.annealing": string;
  /** A Gibbs chain's settings are out of range, or its classes are no classes of the machine. */ "boltzmann.chain": string;
  /** Data are not what a machine's visible units can take: another number of features, or values outside 0 … 1. */ "boltzmann.data": string;
  /** A machine's parameters are no longer finite: its learning rate was too large. */ "boltzmann.diverged": string;
  /** An exact sum over all states was asked of a machine that is too large for it. */ "boltzmann.exact": string;
  /** A file is no machine, or no checkpoint of one. */ "boltzmann.file": string;
  /** The options of a machine's training have an unknown field or a wrong value. */ "boltzmann.options": string;
  /** A machine's parameters are not as many as its spec says, or not finite. */ "boltzmann.parameters": string;
  /** A machine's training cannot go on with another machine or other data. */ "boltzmann.resume": string;
  /** What a machine's training is to go on from is not whole. */ "boltzmann.snapshot": string;
  /** A restricted Boltzmann machine's units are no counts, or of no known kind. */ "boltzmann.spec": string;
  /** A machine's training was iterated over a second time. */ "boltzmann.started": string;
  /** States are not as many as a machine's units. */ "boltzmann.states": string;

  /** A network in the book's JSON has biases that do not fit its sizes, or are no numbers. */ "book-json.biases": string;
  /** A network in the book's JSON has a cost that the book does not have. */ "book-json.cost": string;
  /** A network in the book's JSON has other fields than sizes, weights, biases and cost. */ "book-json.fields": string;
  /** A network in the book's JSON has sizes that are no list of two or more whole numbers. */ "book-json.sizes": string;
  /** A network in the book's JSON is not JSON, as when Python wrote NaN into it. */ "book-json.syntax": string;
  /** The network cannot be written in the book's JSON, which has dense sigmoid layers only. */ "book-json.unsupported": string;
  /** A network in the book's JSON has weights that do not fit its sizes, or are no numbers. */ "book-json.weights": string;

  /** The activation of a chain of neurons is none, or needs several neurons. */ "chain.activation": string;
  /** A chain's biases are no finite numbers, or not as many as its weights. */ "chain.biases": string;
  /** The cost of a chain is none, or does not suit its activation. */ "chain.cost": string;
  /** What goes into a chain is no finite number. */ "chain.input": string;
  /** The gradient is a product of matrices only where all layers are dense. */ "chain.layers": string;
  /** The number of a chain's neurons is no whole number from 1. */ "chain.length": string;
  /** A chain has an unknown field. */ "chain.options": string;
  /** What should come out of a chain is no finite number. */ "chain.target": string;
  /** A chain's weights are no finite numbers, none, or out of range. */ "chain.weights": string;

  /** No checkpoint in the directory is whole. */ "checkpoint.damaged": string;
  /** The directory of the checkpoints is no path. */ "checkpoint.directory": string;
  /** A file is no checkpoint, or one whose parts do not fit together. */ "checkpoint.file": string;
  /** A checkpoint was written by another version of the format. */ "checkpoint.version": string;

  /** The number of principal components is no whole number from 1 to that of the features. */ "components.count": string;

  /** The direction of a product with the Hessian is no Map of finite numbers in the shapes of trained parameters. */ "curvature.direction": string;
  /** The examples of second derivatives are no indices of the data set. */ "curvature.examples": string;
  /** The options of second derivatives have an unknown field or a wrong value. */ "curvature.options": string;
  /** A network has too many numbers for all of its second derivatives. */ "curvature.size": string;

  /** Average darkness needs classes. */ "darkness.targets": string;

  /** A description of how inputs are made is none, or not of these inputs and outputs. */ preparation: string;

  /** What is said beside data to remark on has an unknown field. */ "remarks.context": string;
  /** The number of a report's bins is no whole number from 1, or too large. */ "report.bins": string;
  /** What is to be listed has no confusion matrix. */ "report.confusion": string;
  /** How many are to be listed is no whole number from 1. */ "report.count": string;
  /** A report on classes was asked for of values, or one on values of classes. */ "report.data": string;
  /** The options of a report have an unknown field. */ "report.options": string;
  /** Outputs are not as many as examples or targets, or no numbers. */ "report.outputs": string;
  /** Among how many of the largest outputs to look is no list of numbers from 1 to that of the outputs. */ "report.top": string;

  /** The classes of pictures cannot be told, there is only one, or they are not the network's. */ "source.classes": string;
  /** A source has more numbers than a data set can hold. */ "source.large": string;
  /** What lies beside pictures that nndl wrote does not say how they were made. */ "source.kept": string;
  /** How a source is to be read has an unknown field or a wrong value. */ "source.options": string;
  /** Bytes are no source that this version packed. */ "source.packed": string;
  /** None of the pictures of a source can be read. */ "source.pictures": string;
  /** Examples cannot be written in that form. */ "source.write": string;
  /** The files of a source are of no kind that is read. */ "source.kind": string;
  /** A source is not the well-known data set that it was named, or may be several. */ "source.named": string;
  /** There is no such source, or nothing in it. */ "source.none": string;
  /** Files of a well-known data set are missing. */ "source.wanted": string;

  /** A ZIP archive is cut off, or has no directory. */ "zip.directory": string;
  /** An entry of a ZIP archive is damaged, or packed in a way that is not read. */ "zip.entry": string;

  /** The number of a histogram's bins is no whole number from 1, or too large. */ "statistics.bins": string;
  /** The options of statistics have an unknown field. */ "statistics.options": string;
  /** Quantiles are no list of numbers from 0 to 1. */ "statistics.quantiles": string;
  /** The slope below which an activation is saturated is no number from 0. */ "statistics.saturation": string;
  /** Activations are beyond what numbers can hold. */ "statistics.values": string;

  /** A cell of a table is empty, or says that there is no value. */ "table.cell": string;
  /** A table lacks a column, or has none that can be an input. */ "table.column": string;
  /** A table has no rows. */ "table.empty": string;
  /** Two columns of a table have one name. */ "table.header": string;
  /** A line of JSON lines is no object, or not one like the first. */ "table.line": string;
  /** A cell of a column of numbers is none. */ "table.number": string;
  /** The quotes of a table do not fit. */ "table.quotes": string;
  /** A row of a table has too few or too many cells. */ "table.row": string;
  /** There is no such column to be the target, or it is of the wrong kind. */ "table.target": string;
  /** A file is no text. */ "table.text": string;
  /** A word of a table is none that the network knows. */ "table.word": string;
  /** A column has too many different words. */ "table.words": string;
  /** A folder has several tables, and nothing says which is which. */ "table.several": string;

  /** A file of NumPy's has a damaged header, or is none. */ "npy.header": string;
  /** A file of NumPy's has values missing or left over. */ "npy.length": string;
  /** A file of NumPy's has objects, records or complex numbers. */ "npy.type": string;

  /** Arrays have no names of inputs and targets, or do not belong together. */ "npz.arrays": string;
  /** What nndl wrote beside arrays is damaged, or does not fit them. */ "npz.kept": string;

  /** The index of an example is none of the data set. */ "data.index": string;
  /** An input is no finite number. */ "data.inputs": string;
  /** An input of an embedding is none of its indices. */ "data.indices": string;
  /** Lengths of sequences are not one for each input, or longer than these. */ "data.lengths": string;
  /** Inputs do not have the shape that the network takes. */ "data.shape": string;
  /** Targets do not fit the network's outputs or its cost. */ "data.targets": string;

  /** The number of classes is no positive whole number. */ "dataset.classes": string;
  /** What should be a Dataset is something else. */ "dataset.instance": string;
  /** A data set has no example. */ "dataset.empty": string;
  /** Features are neither a Uint8Array nor a Float32Array, or are not finite. */ "dataset.features": string;
  /** The number of folds is none from 2 to the number of examples. */ "dataset.folds": string;
  /** The index of an example is none of the data set. */ "dataset.index": string;
  /** Weights of examples are not one finite number from 0 for each, or all 0. */ "dataset.weights": string;
  /** A data set has no labels where its targets are values, and none for a whole example where every step has one. */ "dataset.label": string;
  /** A label is none of the classes, or labels are of the wrong kind. */ "dataset.labels": string;
  /** Lengths of sequences are not one for each, from 1 to the steps that there are; or what follows an end is not 0. */ "dataset.lengths": string;
  /** Features, targets or labels are not as many as examples. */ "dataset.length": string;
  /** The name of a data set is no string. */ "dataset.name": string;
  /** The parts of a data set are no object, or have unknown fields. */ "dataset.parts": string;
  /** Sequences of different lengths have no order of features that all share. */ "dataset.permuted": string;
  /** Rows are not lists of equally many numbers. */ "dataset.rows": string;
  /** The scale of the bytes is no number above 0, or was given for floats. */ "dataset.scale": string;
  /** The shape of an example is not one to four whole numbers. */ "dataset.shape": string;
  /** The bounds of a part of a data set are not inside it. */ "dataset.slice": string;
  /** The sizes of the parts are no whole numbers or shares, or more than there is. */ "dataset.split": string;
  /** More examples were asked for than there are. */ "dataset.take": string;
  /** Targets are neither classes nor values, or are not finite. */ "dataset.targets": string;

  /** A Content-Security-Policy forbids the page to compile WebAssembly. */ "engine.blocked": string;
  /** The wasm engine has no kernel for a layer, activation or cost of this network. */ "engine.kernel": string;
  /** Network and data need more memory than WebAssembly can get. */ "engine.memory": string;
  /** WebAssembly here has no 128-bit SIMD. */ "engine.simd": string;
  /** There is no WebAssembly here. */ "engine.webassembly": string;
  /** A worker thread died, or the kernels failed, in the middle of a computation. */ "engine.worker": string;

  /** Only a network that tells classes apart, and data that have them, can be attacked. */ "attack.classes": string;
  /** How far an attack may change inputs is no number from 0. */ "attack.epsilon": string;
  /** Inputs before and after an attack are not as many, or not of whole examples. */ "attack.inputs": string;
  /** A method of attack has an unknown field or a wrong value. */ "attack.method": string;
  /** There are no networks to make changed inputs for. */ "attack.networks": string;
  /** The options of an attack have an unknown field or a wrong value. */ "attack.options": string;
  /** The range of the inputs is none, or some of them lie outside of it. */ "attack.range": string;
  /** The class that examples are to be read as is none, or there are not as many as examples. */ "attack.target": string;

  /** Ten crops are taken of colour images, and the network does not take these. */ "ensemble.crops": string;
  /** Networks can vote only on data with classes. */ "ensemble.data": string;
  /** An ensemble has no members, or members with different inputs or outputs. */ "ensemble.members": string;

  /** A distortion has an unknown field, or a number out of range. */ "expansion.distortion": string;
  /** Only images that are stored as bytes can be expanded, and only so many of them. */ "expansion.images": string;
  /** An image to be moved, or its motion, is not as it must be. */ "expansion.motion": string;
  /** The options of an expansion have an unknown field or a wrong value. */ "expansion.options": string;
  /** What is to be rotated is no image of 28 × 28, or the angle no number. */ "expansion.rotation": string;

  /** A directory cannot be made. */ "file.directory": string;
  /** A file or a URL cannot be read. */ "file.read": string;
  /** A file cannot be removed. */ "file.remove": string;
  /** A file cannot be written. */ "file.write": string;

  /** The absolute tolerance of a gradient check is no number from 0. */ "gradient-check.atol": string;
  /** The step of a gradient check is no number above 0. */ "gradient-check.epsilon": string;
  /** The examples of a gradient check are no indices of the data set. */ "gradient-check.examples": string;
  /** The options of a gradient check have an unknown field. */ "gradient-check.options": string;
  /** The relative tolerance of a gradient check is no number from 0. */ "gradient-check.rtol": string;
  /** What was given as ∂C/∂z is not one finite number for each weighted input. */ "gradients.errors": string;
  /** The options of a session's gradients have an unknown field or a wrong value. */ "gradients.options": string;

  /** Gzipped bytes are damaged, or their checksum differs. */ "gzip.corrupt": string;
  /** Gzipped bytes unpack to more than their reader expects. */ "gzip.huge": string;
  /** The most bytes to unpack are no positive whole number. */ "gzip.limit": string;
  /** More bytes follow a gzip file's last member. */ "gzip.trailing": string;
  /** Gzipped bytes end too early. */ "gzip.truncated": string;

  /** The content of an IDX file is no Uint8Array. */ "idx.bytes": string;
  /** Labels were written with their lowest byte first. */ "idx.byte-order": string;
  /** A label is too large to number a class. */ "idx.classes": string;
  /** Two files for one role differ. */ "idx.copies": string;
  /** An IDX file has a dimension of 0. */ "idx.dimension": string;
  /** The place of a data set is no directory. */ "idx.directory": string;
  /** An IDX file is empty. */ "idx.empty": string;
  /** Several folders of a source have IDX files. */ "idx.folders": string;
  /** An IDX file is gzipped twice. */ "idx.gzipped": string;
  /** An IDX file ends within its header. */ "idx.header": string;
  /** An IDX file says that it holds 2³¹ values or more. */ "idx.huge": string;
  /** A file of images has one dimension only: perhaps it is the labels. */ "idx.images": string;
  /** A file of labels has more than one dimension: perhaps it is the images. */ "idx.labels": string;
  /** A file does not begin as IDX. */ "idx.magic": string;
  /** One of the four files of a data set is not there. */ "idx.missing": string;
  /** An IDX file has no dimension, or more than four. */ "idx.rank": string;
  /** What nndl writes beside IDX files is damaged. */ "idx.sidecar": string;
  /** An IDX file has more bytes than its header says. */ "idx.trailing": string;
  /** An IDX file has fewer bytes than its header says. */ "idx.truncated": string;
  /** An IDX file holds numbers of an unknown type. */ "idx.type": string;
  /** Examples have too many dimensions for IDX files. */ "idx.write": string;

  /** An image shows nothing: no ink, or none that stands out. */ "image.blank": string;
  /** A crop is larger than its image, or its sizes are no whole numbers. */ "image.crop": string;
  /** An image's file is damaged or cut off. */ "image.damaged": string;
  /** A file is no picture of a kind that can be read. */ "image.format": string;
  /** The size that an image is to have is no whole number, or too large. */ "image.resize": string;
  /** The pixels of a colour image are not as many bytes as it needs. */ "image.rgb": string;
  /** A picture shows several digits where there is to be one. */ "image.several": string;
  /** An image must have exactly the network's own size. */ "image.shape": string;
  /** An image has too many pixels, or not as many as it says. */ "image.size": string;
  /** An image is too small to see a digit in. */ "image.small": string;
  /** The number of images, classes or pixels to make by rule is out of range. */ "images.generated": string;

  /** A direction through the space of weights is none of this network. */ "landscape.direction": string;
  /** Networks lie in different spaces of weights, or are no three points of a plane. */ "landscape.networks": string;
  /** Costs are to be measured between numbers that are none, or at too few or too many points. */ "landscape.range": string;

  /** A layer is no plain object. */ layer: string;
  /** A layer's activation is none that it can have. */ "layer.activation": string;
  /** Local response normalization: α is no number from 0. */ "layer.alpha": string;
  /** Local response normalization: β is no number from 0. */ "layer.beta": string;
  /** Local response normalization: the bias is no number above 0. */ "layer.bias": string;
  /** A recurrent layer reads in no direction that there is. */ "layer.direction": string;
  /** Batch normalization: ε is no number above 0. */ "layer.epsilon": string;
  /** A layer has an unknown field. */ "layer.field": string;
  /** The number of filters is no positive whole number. */ "layer.filters": string;
  /** Long short-term memory: the bias of the forget gates is no number from −100 to 100. */ "layer.forgetBias": string;
  /** Dropout: the form is none that there is. */ "layer.form": string;
  /** Long short-term memory: the gates are neither plain nor with peepholes. */ "layer.gates": string;
  /** The number of groups does not divide the filters or the channels. */ "layer.groups": string;
  /** Embedding: the number of indices is no positive whole number. */ "layer.indices": string;
  /** A layer's initializer is none that there is. */ "layer.initializer": string;
  /** A layer that works on images, on sequences or on indices was given something else. */ "layer.input": string;
  /** A kernel is no size, or larger than its input. */ "layer.kernel": string;
  /** Batch normalization: the momentum is no number from 0 and below 1. */ "layer.momentum": string;
  /** A recurrent layer's nonlinearity is none that it can have. */ "layer.nonlinearity": string;
  /** A recurrent layer gives neither its last output nor every one. */ "layer.output": string;
  /** A residual connection leads to no layer before it, or to values of another shape. */ "layer.over": string;
  /** Padding is neither a word that there is nor sizes in range. */ "layer.padding": string;
  /** Dropout: values are dropped neither per example nor per mini-batch. */ "layer.per": string;
  /** A convolution with pooling: the pooling is none that there is. */ "layer.pool": string;
  /** Dropout: the rate is no number from 0 and below 1. */ "layer.rate": string;
  /** A recurrent layer's own weights begin in no way that there is. */ "layer.recurrentStart": string;
  /** Local response normalization, embedding: the size is no positive whole number. */ "layer.size": string;
  /** A stride is no size in range. */ "layer.stride": string;
  /** There is no such layer. */ "layer.type": string;
  /** The number of units is no positive whole number. */ "layer.units": string;
  /** A pooling window is no size, or larger than its input. */ "layer.window": string;
  /** The stride of a pooling window is no size in range. */ "layer.windowStride": string;

  /** A file is not MNIST's: its length or its MD5 is another. */ "mnist.md5": string;
  /** MNIST is neither installed nor given. */ "mnist.missing": string;
  /** The options of mnist are no object, or have an unknown field. */ "mnist.options": string;

  /** The description of a network is no plain object. */ network: string;
  /** The content of a network's file is not what its checksum says. */ "network.checksum": string;
  /** A network with one output, or one that learned values, tells no classes apart; one that answers at every step tells none of an example. */ "network.classes": string;
  /** There is no such cost, or it does not go with the last layer's activation. */ "network.cost": string;
  /** The description of a network has an unknown field. */ "network.field": string;
  /** A file is no network, or not one that nndl saved. */ "network.file": string;
  /** A network's initializer is none that there is. */ "network.initializer": string;
  /** What should be a Network is something else, perhaps the description of one. */ "network.instance": string;
  /** A network gets no new last layer: its last one is not dense. */ "network.head": string;
  /** The input of a network is no shape. */ "network.input": string;
  /** A network has no layers, or too many. */ "network.layers": string;
  /** A network is known beforehand to need more memory than there is. */ "network.memory": string;
  /** The notes of a network are not plain JSON of the fields they have. */ "network.notes": string;
  /** A network's outputs are not finite: its weights are not, or are too large. */ "network.outputs": string;
  /** Parameters do not fit the network, or are not finite. */ "network.parameters": string;
  /** The path of a network's file is no string. */ "network.path": string;
  /** A layer or the network is too large. */ "network.size": string;
  /** A network's kind of targets is neither classes nor values. */ "network.targets": string;

  /** There is no network in the text. */ "notation.empty": string;
  /** The short notation has no words for a layer. */ "notation.inexpressible": string;
  /** A network in the short notation does not begin with the shape of its input. */ "notation.input": string;
  /** A layer in the short notation cannot be understood. */ "notation.layer": string;

  /** The content of a safetensors file is no Uint8Array. */ "safetensors.bytes": string;
  /** A tensor has numbers of a type that is not supported. */ "safetensors.dtype": string;
  /** The header of a safetensors file is no JSON that such a header may be. */ "safetensors.header": string;
  /** The header of a safetensors file is larger than 100 MB. */ "safetensors.header-size": string;
  /** Some bytes of a safetensors file belong to no tensor. */ "safetensors.hole": string;
  /** The metadata of a safetensors file are not strings. */ "safetensors.metadata": string;
  /** A tensor's name cannot stand in a safetensors file. */ "safetensors.name": string;
  /** The place of a tensor is no pair of whole numbers, or does not fit its shape. */ "safetensors.offsets": string;
  /** Some bytes of a safetensors file belong to two tensors. */ "safetensors.overlap": string;
  /** A tensor's shape is no list of whole numbers, or does not fit its values. */ "safetensors.shape": string;
  /** The tensors to write are not in a Map. */ "safetensors.tensors": string;
  /** Bytes follow the last tensor of a safetensors file. */ "safetensors.trailing": string;
  /** A safetensors file ends too early. */ "safetensors.truncated": string;

  /** A seed is no whole number from 0 that a double holds exactly. */ seed: string;

  /** A layer to freeze is none that is trained, or none is left to learn. */ "session.frozen": string;
  /** A session was used after it was closed. */ "session.closed": string;
  /** A session was given data that another one loaded. */ "session.data": string;
  /** The options of loading have an unknown field or a wrong value. */ "session.load": string;
  /** A session's largest mini-batch is no positive whole number. */ "session.miniBatchSize": string;
  /** The options of opening a session are no object, or have an unknown field. */ "session.options": string;
  /** A session was given what is carried on by another network, or for other mini-batches. */ "session.carried": string;
  /** A session was given an optimizer's arrays that do not fit. */ "session.optimizer": string;
  /** Data cannot be refreshed: they were loaded to stay, or the new ones are of another kind. */ "session.refresh": string;
  /** The number of threads is none that there can be here. */ "session.threads": string;

  /** All words of a stream of chance are used up. */ "stream.exhausted": string;
  /** Mean or standard deviation of normal numbers is out of range. */ "stream.gaussian": string;
  /** The bound of a random whole number is out of range. */ "stream.integer": string;
  /** Length or probability of a mask is out of range. */ "stream.mask": string;
  /** The name of a stream of chance is no string. */ "stream.name": string;
  /** The length of a permutation is out of range. */ "stream.permutation": string;
  /** The position in a stream of chance is out of range. */ "stream.position": string;
  /** The step of a stream of chance is out of range. */ "stream.step": string;

  /** The options of training are no plain object. */ training: string;
  /** A text's characters, or those of a prompt, are not all in the alphabet of the network. */ "text.character": string;
  /** A text is not one file, or for a network that learned from something else. */ "text.file": string;
  /** A network that is to write has not learned from a text, or reads backward. */ "text.network": string;
  /** How a text is to be made is out of range. */ "text.options": string;
  /** A text is shorter than a stretch and what is held out, or has no two different characters. */ "text.short": string;
  /** The characters of a stretch are no positive whole number. */ "text.steps": string;
  /** A text is not UTF-8. */ "text.utf8": string;
  /** The attack to train against has an unknown field or a wrong value, or does not go together with the data or other settings. */ "training.adversarial": string;
  /** Weights of classes are none, do not fit the data's classes, or let nothing count. */ "training.classWeights": string;
  /** A run that carries on from stretch to stretch has nothing to carry, or stretches that do not follow one another. */ "training.carry": string;
  /** Changes of a run's settings are no list, out of order, or of what cannot change on the way. */ "training.changes": string;
  /** train was given no data set. */ "training.data": string;
  /** A number is no longer finite: the learning rate is too large, most likely. */ "training.diverged": string;
  /** Early stopping has an unknown field or a wrong value. */ "training.earlyStopping": string;
  /** What was given as the engine is none. */ "training.engine": string;
  /** The number of epochs is no positive whole number. */ "training.epochs": string;
  /** What to evaluate is no object of data sets. */ "training.evaluate": string;
  /** The first example of a stretch of training is none of the data set. */ "training.from": string;
  /** What tells of the last checkpoint is no function. */ "training.lastCheckpoint": string;
  /** The learning rate is no number above 0, or too large for the optimizer. */ "training.learningRate": string;
  /** A layer to freeze is none that is trained, or none is left to learn. */ "training.freeze": string;
  /** The number of mini-batches between events is no positive whole number. */ "training.miniBatchEvents": string;
  /** The size of a mini-batch is no positive whole number, or not that of all examples where the optimizer needs it. */ "training.miniBatchSize": string;
  /** train was given no network. */ "training.network": string;
  /** There is no such optimizer, a setting of it is out of range, or the network is none for it. */ "training.optimizer": string;
  /** Training has an unknown option. */ "training.option": string;
  /** There is no such penalty, its strength is out of range, or the optimizer needs a cost without it. */ "training.regularization": string;
  /** A run cannot go on from the snapshot of another run. */ "training.resume": string;
  /** There is no such schedule, or a setting of it is out of range. */ "training.schedule": string;
  /** Whether to shuffle is neither true nor false. */ "training.shuffle": string;
  /** What is to end a run is no AbortSignal. */ "training.signal": string;
  /** A snapshot's parts do not fit together. */ "training.snapshot": string;
  /** A softmax of a single unit is always 1, and cannot learn. */ "training.softmax": string;
  /** A training run was iterated over a second time. */ "training.started": string;
  /** The number of mini-batches before a stretch of training is no whole number. */ "training.stepsBefore": string;
  /** The number of threads is no positive whole number, nor auto. */ "training.threads": string;
  /** A stretch of training does not end within the data set. */ "training.to": string;
  /** The number of training examples is no positive whole number. */ "training.trainingCount": string;
  /** There is nothing to watch, or not what was asked for. */ "training.watch": string;

  /** Bumps are out of range, or not as many as intervals. */ "universality.bumps": string;
  /** A round tower's numbers are out of range. */ "universality.circle": string;
  /** A design of the book's challenge is not five heights. */ "universality.design": string;
  /** Directions are out of range. */ "universality.directions": string;
  /** What is to be approximated is no function. */ "universality.function": string;
  /** Networks that were made differently cannot be put beside one another. */ "universality.glue": string;
  /** A grid has too few or too many points. */ "universality.grid": string;
  /** An interval is no pair of numbers, the smaller first. */ "universality.interval": string;
  /** Only a network of linear layers is one affine map. */ "universality.linear": string;
  /** Points are fewer than two, or not from left to right. */ "universality.points": string;
  /** A value is not between 0 and 1, as a sigmoid's are. */ "universality.range": string;
  /** A network made by hand would be too large. */ "universality.size": string;
  /** A step's place or steepness is out of range. */ "universality.step": string;
  /** A tower's box or height is out of range. */ "universality.tower": string;
  /** A function's value is no finite number. */ "universality.values": string;

  /** A Content-Security-Policy forbids the page to start workers. */ "worker.blocked": string;
  /** A worker thread stopped by itself. */ "worker.failed": string;
  /** A worker thread could not be started. */ "worker.start": string;
}

/** The code of an error, stable and meant for programs: "layer.units", "idx.truncated". */
export type ErrorCode = keyof ErrorCodes & string;

/** What may follow a prefix in a code: `CodeIn<"layer">` is "units" | "kernel" | … */
export type CodeIn<Prefix extends string> = ErrorCode extends infer Code
  ? Code extends `${Prefix}.${infer Name}`
    ? Name
    : never
  : never;
