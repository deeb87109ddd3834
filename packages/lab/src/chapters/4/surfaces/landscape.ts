/** The function of two inputs that the chapter covers with towers. */
export const landscapeText = "0.5 + 0.4*sin(6x)*cos(6y)";

export const landscape = (x: number, y: number) => 0.5 + 0.4 * Math.sin(6 * x) * Math.cos(6 * y);
